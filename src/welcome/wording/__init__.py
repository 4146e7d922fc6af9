"""People's words about opening times: read from them, and said back in theirs."""
