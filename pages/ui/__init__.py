"""Streamlit parts that pages share; a sub-folder, so never a page."""
