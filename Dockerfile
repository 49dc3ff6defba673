# One image for web, worker, beat and migrate. It runs as an ordinary user and holds no secret.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/sendsys --shell /usr/sbin/nologin sendsys \
    && install -d -o sendsys -g sendsys /srv/sendsys /data

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_ENV=production SENDSYS_DATA=/data

WORKDIR /srv/sendsys
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt
COPY . .

USER sendsys
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "sendsys.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--no-control-socket"]
