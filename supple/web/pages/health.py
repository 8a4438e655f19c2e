# SPDX-License-Identifier: Apache-2.0
"""Does it answer, and can it reach the diary? For whoever watches a machine: no word and no number of anybody's."""

import os
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from supple.actions import keep_backups
from supple.people.models import Person
from supple.web.policy import for_everyone

PLAIN = "text/plain; charset=utf-8"
_STARTED = time.time()


@require_safe
@for_everyone
def healthz(request: HttpRequest) -> HttpResponse:
    """`ok`, or 503 when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database-unavailable\n", PLAIN, status=503)
    return HttpResponse("ok\n", PLAIN)


@require_safe
@for_everyone
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers of the machine as Prometheus reads them, for whoever knows the secret that SUPPLE_METRICS names."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS or not secrets.compare_digest(given.encode(), settings.METRICS.encode()):
        raise Http404
    lines = (f"{name} {value}\n" for name, value in _numbers().items())
    return HttpResponse("".join(lines), PLAIN)


def _numbers() -> dict[str, float]:
    now = timezone.now()
    newest = max((file.stat().st_mtime for file in keep_backups.every(keep_backups.folder())), default=0.0)
    return {
        "supple_persons": Person.objects.count(),
        "supple_open_sign_ins": Session.objects.filter(expire_date__gt=now).count(),
        "supple_newest_backup_timestamp_seconds": round(newest),
        "supple_worker_start_timestamp_seconds": round(_STARTED),
        "supple_worker_resident_memory_bytes": _memory(),
    }


def _memory() -> int:
    """Bytes that this worker holds; nothing where the system does not say so in /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
