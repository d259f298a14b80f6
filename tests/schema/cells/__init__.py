"""For every root field: what is sent, who may, who may not, who may elsewhere, what each is answered."""
