"""The database: tables, rows into values, and every change as one transaction with its audit line."""
