"""Clean: pages become articles or rejections with a reason. Pure: records in, records out."""
