"""The studio: 3D scenes in the house style, photographed with physically based light."""
