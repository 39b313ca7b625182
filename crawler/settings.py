"""Scrapy's settings: each default that is not safe or not polite is replaced here, with its reason."""

from crawler.politeness import user_agent

BOT_NAME = "konchi"
SPIDER_LOADER_CLASS = "crawler.loader.CatalogueLoader"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"
USER_AGENT = user_agent()
ITEM_PIPELINES = {"crawler.pipelines.StorePage": 100}

# Guard: only public addresses, over http and https, nothing read from disk, nothing listening here.
DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.Guard": 10,
    "crawler.robots.Robots": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard and the source's patterns decide
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # it reads an error page as permission
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no source has a password
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.GuardedHandler",
    "https": "crawler.handler.GuardedHandler",
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
REFERRER_POLICY = "no-referrer"
REDIRECT_MAX_TIMES = 5
HTTPERROR_ALLOW_ALL = True  # an error page is a note in the database, not a dropped answer
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # also after decompression; the default of 1 GiB lets a bomb fill the memory
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
URLLENGTH_LIMIT = 0  # the spider counts the addresses it will not follow; the middleware drops them unseen

# Politeness: one connection a host, the source's delay between requests, one retry of what broke on the way.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 8
DOWNLOAD_DELAY = 3
DOWNLOAD_DELAY_JITTER = 0.2
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 are requests to stay away
RETRY_EXCEPTIONS = [  # a host that cannot be found, refuses or keeps silent does the same a second later
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the run's counts say it

# Economy: a batch runs 25 crawlers in one process.
CONCURRENT_ITEMS = 1  # every page is one item; Scrapy starts as many tasks for each page as this says
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.closespider.CloseSpider": None,
}
STATS_DUMP = False
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.log.PlainLog"
