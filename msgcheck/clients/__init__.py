"""What runs where people write mail: a page, extensions and an add-in, unpacked for the client that wants them."""
