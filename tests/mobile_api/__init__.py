"""What a phone needs beside GraphQL."""
