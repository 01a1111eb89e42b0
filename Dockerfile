# One image for screens and workers; which of the two it is says the command.
FROM python:3.11-slim

# The CPU build of torch, without the CUDA packages. On a GPU host: --build-arg TORCH_INDEX=https://pypi.org/simple
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

# libfribidi: for texts from right to left
RUN apt-get update && apt-get install -y --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home adbanner && install -d -o adbanner /srv/adbanner /srv/state
WORKDIR /srv/adbanner
COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir --extra-index-url "$TORCH_INDEX" -c constraints.txt -r requirements.txt
COPY --chown=adbanner . .

USER adbanner
ENV ADBANNER_HOME=/srv/state ADBANNER_UI_HOST=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /srv/state
EXPOSE 8501
CMD ["python", "manage.py", "up"]
