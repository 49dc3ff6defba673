"""What the product's pages and papers cost, against a floor measured in the same run: `make bench`."""
