# SPDX-License-Identifier: Apache-2.0
"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from supple.actions.home import hold, home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
hold(home())
application = get_wsgi_application()
