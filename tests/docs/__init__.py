"""What the guides for front-end teams say, tried: recipes, example clients."""
