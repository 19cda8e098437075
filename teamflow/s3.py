"""What the environment says of S3, as django-storages wants it."""

from typing import Any
from urllib.parse import urlsplit

_AWS = "amazonaws.com"


def s3_options(env: Any) -> dict[str, Any]:
    """Options of S3Storage; credentials left out are looked for where the AWS SDK looks."""
    endpoint = env.str("S3_ENDPOINT_URL", default=None)
    return {
        "bucket_name": env.str("S3_BUCKET"),
        "endpoint_url": endpoint,
        "access_key": env.str("S3_ACCESS_KEY", default=None),
        "secret_key": env.str("S3_SECRET_KEY", default=None),
        "region_name": env.str("S3_REGION", default="us-east-1" if endpoint else None),
        "signature_version": "s3v4",
        # Only AWS has a name for each bucket; elsewhere it stands in the path.
        "addressing_style": "path" if endpoint else "virtual",
        "default_acl": None,
    }


def s3_origins(options: dict[str, Any], public_url: str) -> list[str]:
    """Where browsers send files: what the Content Security Policy has to allow."""
    address = public_url or options["endpoint_url"]
    if address:
        parts = urlsplit(address)
        return [f"{parts.scheme}://{parts.netloc}"]
    bucket, region = options["bucket_name"], options["region_name"]
    hosts = [f"{bucket}.s3.{_AWS}"]
    if region:
        hosts.append(f"{bucket}.s3.{region}.{_AWS}")
    return [f"https://{host}" for host in hosts]
