"""Outgoing mail: what the outbox holds is rendered and sent here."""
