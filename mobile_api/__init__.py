"""What a phone needs that GraphQL does badly: session cookies, uploads, signing, callbacks, and the app itself."""
