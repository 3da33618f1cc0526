"""The board: pages, JSON and static files over one ledger. A door: it parses requests, asks the facade, and renders; it decides nothing."""
