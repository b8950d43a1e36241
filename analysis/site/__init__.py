"""How the site looks and where things stand on it."""
