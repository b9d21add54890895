# What runs, in one image: API, workers, dispatcher and command line.
# Every package comes as a wheel in the version of requirements/service.txt; nothing is compiled here.
FROM python:3.11.16-slim-bookworm AS build
WORKDIR /source
COPY requirements/ requirements/
RUN python -m venv --without-pip /opt/lont \
    && pip --python /opt/lont/bin/python install --no-cache-dir --only-binary :all: -r requirements/service.txt
COPY pyproject.toml README.md LICENCE ./
COPY service/ service/
COPY models/ models/
COPY training/ training/
COPY labeling/ labeling/
RUN pip --python /opt/lont/bin/python install --no-cache-dir --no-deps .

FROM python:3.11.16-slim-bookworm
LABEL org.opencontainers.image.title="lont" org.opencontainers.image.licenses="EUPL-1.2"
RUN pip uninstall --yes --quiet pip setuptools wheel \
    && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin lont
COPY --from=build /opt/lont /opt/lont
ENV PATH=/opt/lont/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
WORKDIR /tmp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "from urllib.request import *; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["lont"]
CMD ["api"]
