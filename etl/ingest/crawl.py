"""The crawl of one source for one day, by Scrapy: lists first, then every page they announce, each visited once.

Scrapy's reactor runs once in a process, so a process crawls once. The order of answers from the web does not matter:
visits and pages come out sorted.
"""

from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcess

from etl.ingest.agent import user_agent
from etl.ingest.harvest import Harvest
from etl.ingest.pages import MAX_PAGE_BYTES
from etl.ingest.spider import Errand, NewsSpider

PAGE_SECONDS = 60.0
MAX_REDIRECTS = 5
RETRIES = 3
# A day of the largest outlet, two seconds a page, takes an hour.
MAX_SECONDS = 4 * 3600.0


def crawl(errand: Errand) -> Harvest:
    """Visit the web.

    Raises:
        InputError: no contact is set. What goes wrong on the web is in the visits.
    """
    process = CrawlerProcess(_settings(errand))
    harvest, faults = Harvest(), list[BaseException]()
    crawler = process.create_crawler(NewsSpider)
    crawler.signals.connect(lambda failure: faults.append(failure.value), signal=signals.spider_error, weak=False)
    crawling: Any = process.crawl(crawler, errand=errand, harvest=harvest, faults=faults)
    crawling.addErrback(lambda failure: faults.append(failure.value))
    process.start(install_signal_handlers=False)
    if faults:
        raise faults[0]
    return harvest


def _settings(errand: Errand) -> dict[str, Any]:
    middlewares = "scrapy.downloadermiddlewares"
    return {
        "ALLOWS_LOOPBACK": errand.allows_loopback,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_MAX_DELAY": max(60.0, errand.source.delay),
        "AUTOTHROTTLE_START_DELAY": errand.source.delay,
        "CLOSESPIDER_TIMEOUT": MAX_SECONDS,
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "COOKIES_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": f"{errand.source.language},*;q=0.5",
        },
        "DOWNLOADER_MIDDLEWARES": {
            "etl.ingest.network.PublicHosts": 90,
            "etl.ingest.politeness.Robots": 100,
            "etl.ingest.politeness.Retry": 550,
            f"{middlewares}.httpproxy.HttpProxyMiddleware": None,
            f"{middlewares}.offsite.OffsiteMiddleware": None,
            f"{middlewares}.retry.RetryMiddleware": None,
        },
        "DOWNLOAD_DELAY": errand.source.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "DOWNLOAD_MAXSIZE": MAX_PAGE_BYTES,
        "DOWNLOAD_TIMEOUT": PAGE_SECONDS,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_WARNSIZE": 0,
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, "etl.ingest.politeness.Throttle": 0},
        "HTTPERROR_ALLOW_ALL": True,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_VERSIONS": [],
        "LOGSTATS_INTERVAL": 0,
        "MEMUSAGE_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
        "REMOTE_CONTROL_ENABLED": False,
        "RETRY_TIMES": RETRIES,
        "TELNETCONSOLE_ENABLED": False,
        "TWISTED_DNS_RESOLVER": "etl.ingest.network.CheckedAddresses",
        "URLLENGTH_LIMIT": 0,
        "USER_AGENT": user_agent(errand.contact),
    }
