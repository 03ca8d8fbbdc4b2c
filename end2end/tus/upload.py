"""Uploads one file with tuspy, as anybody would; what to do stands as JSON on standard input."""

import asyncio
import json
import sys

from tusclient.client import TusClient
from tusclient.storage.filestorage import FileStorage

asked = json.load(sys.stdin)
client = TusClient(asked["endpoint"], headers={"Cookie": asked["cookie"]})
options = dict(asked["options"], file_path=asked["file"], metadata=asked["metadata"])
if "storage" in asked:
    options.update(store_url=True, url_storage=FileStorage(asked["storage"]))

if asked.get("asynchronous"):
    uploader = client.async_uploader(**options)
    begins = uploader.offset
    asyncio.run(uploader.upload())
else:
    uploader = client.uploader(**options)
    begins = uploader.offset
    uploader.upload()

print(json.dumps({"begins": begins, "ends": uploader.offset}))
