"""Something to do for a worker, which writes down that it was begun and done."""
