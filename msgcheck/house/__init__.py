"""The messaging itself: lint, init, export. Works on the house, never on documents."""
