"""Compiles one document with typst and prints how long that took: the middle of some runs, the program's start left out."""

import statistics
import sys
import time

import typst

source, fonts, output, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
times = []
for _ in range(runs):
    # A new compiler each time: nothing kept from the run before.
    began = time.perf_counter()
    compiler = typst.Compiler(source, font_paths=[fonts])
    pdf = compiler.compile(format="pdf")
    times.append(time.perf_counter() - began)
with open(output, "wb") as file:
    file.write(pdf)
print(statistics.median(times))
