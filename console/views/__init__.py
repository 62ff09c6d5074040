"""One module a page: it draws, and forwards what people do to the door."""
