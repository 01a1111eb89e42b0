"""AdBanner itself: knows nothing of Streamlit, FastAPI, RQ or Redis."""
