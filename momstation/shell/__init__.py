"""The frame around every function: window, navigation, scan router, messages, homes and overviews."""
