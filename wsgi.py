"""The process: `gunicorn wsgi:app` with app/gunicorn_conf.py, or `flask --app wsgi run` to develop."""

from app.factory import create_app

app = create_app()
