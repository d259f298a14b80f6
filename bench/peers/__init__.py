"""What stands beside ours: PostGraphile (on Node, by npm) and JSON written by hand (in Python, without GraphQL)."""
