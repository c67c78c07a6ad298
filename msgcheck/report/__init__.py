"""Reports: one frozen `Report` in, text out. Nothing is looked up while printing."""
