"""The check before sending where people write mail: the local service that every client asks."""
