"""What a phone needs that GraphQL does badly: session cookies, uploads, signing pages, the bank's callbacks, the app."""
