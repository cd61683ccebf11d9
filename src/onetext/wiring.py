"""The only module that knows both a port and its adapter."""
