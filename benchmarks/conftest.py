"""What pytest looks for doctests in: not in peers, whose frameworks may not be installed."""

collect_ignore_glob = ["peers/in_*.py", "peers/remote.py"]
