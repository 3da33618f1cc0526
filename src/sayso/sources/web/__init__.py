"""Fetching over HTTP, politely and within limits. Takes addresses, gives what was fetched or a refusal. Does not read what it fetched."""
