"""Scrapy's settings: each default that is not safe or not polite is replaced here, with its reason."""

from crawler.manners.politeness import user_agent

BOT_NAME = "konchi"
SPIDER_LOADER_CLASS = "crawler.loader.CatalogueLoader"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"
USER_AGENT = user_agent()
ITEM_PIPELINES = {"crawler.pipelines.StorePage": 100}

# Guard: only public addresses, over http and https, nothing read from disk, nothing listening here.
# What a request and its answer pass is this and nothing that Scrapy has on by default. Left out: Offsite (the guard and
# the source's patterns decide), RobotsTxt (it reads an error page as permission), HttpAuth, Cookies (no source has a
# password, a reader of public news no session), DownloadTimeout, DefaultHeaders and UserAgent (Dress does what they
# do), HttpProxy (it resolves names behind the guard's back), MetaRefresh (a
# page that refreshes itself is a consent or challenge page), HttpCache and DownloaderStats (nobody reads them).
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.Guard": 10,
    "crawler.manners.robots.Robots": 100,
    "crawler.manners.dress.Dress": 400,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "crawler.lists.cutting.Unpack": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
}
# None of the spider's: HttpError drops error pages that are a note in the database here, UrlLength drops addresses
# unseen that the spider counts, Referer would tell hosts where we come from, the others number requests for nobody.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOAD_HANDLERS = {
    "http": "crawler.manners.handler.GuardedHandler",
    "https": "crawler.manners.handler.GuardedHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.guard.GuardedResolver"  # what a name resolves to is checked where it is resolved
HTTPPROXY_ENABLED = False  # a proxy resolves names by itself, behind the guard's back
METAREFRESH_ENABLED = False  # a page that refreshes itself is a consent or challenge page
TELNETCONSOLE_ENABLED = False  # on by default: a port that runs Python
REMOTE_CONTROL_ENABLED = False  # likewise
DOWNLOAD_VERIFY_CERTIFICATES = True  # off by default
COOKIES_ENABLED = False  # a reader of public news has no session
REDIRECT_MAX_TIMES = 5
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # also after decompression; the default of 1 GiB lets a bomb fill the memory
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30

# Politeness: one connection a host, the source's delay between requests, one retry of what broke on the way.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 3
DOWNLOAD_DELAY_JITTER = 0.2
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 are requests to stay away
RETRY_EXCEPTIONS = [  # a host that cannot be found, refuses or keeps silent does the same a second later
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the run's counts say it

# Economy: one crawler visits all sources of a batch.
CONCURRENT_ITEMS = 1  # every page is one item; Scrapy starts as many tasks for each page as this says
EXTENSIONS_BASE: dict[str, int] = {}  # two open a port, none does us a service
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # a run has its own account, see monitoring/tally.py
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []  # found anew at each start, and never shown
LOG_FORMATTER = "crawler.batches.log.PlainLog"
