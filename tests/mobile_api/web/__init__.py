"""The built staff app, seen from the server's side."""
