package main

import (
	"path/filepath"
	"strconv"
	"strings"
)

// labels returns a short name for each file, the shortest end of its path that
// no other has: threads of several files must not be taken for one. A file that
// is named twice gets a number behind it.
func labels(files []string) []string {
	paths := make([]string, len(files))
	ends := map[string]int{} // how many paths end so
	known := map[string]bool{}
	for i, name := range files {
		path := filepath.ToSlash(filepath.Clean(name))
		paths[i] = path
		if known[path] {
			continue
		}
		known[path] = true
		for n := end(path, len(path)); n > 0; n = end(path, n-1) {
			ends[path[n:]]++
		}
		ends[path]++
	}
	out := make([]string, len(files))
	seen := map[string]int{}
	for i, path := range paths {
		n := end(path, len(path))
		for n > 0 && ends[path[n:]] > 1 {
			n = end(path, n-1)
		}
		out[i] = path[n:]
		if seen[out[i]]++; seen[out[i]] > 1 {
			out[i] += "#" + strconv.Itoa(seen[out[i]])
		}
	}
	return out
}

// end returns where the last part of path[:n] begins.
func end(path string, n int) int { return strings.LastIndexByte(path[:n], '/') + 1 }
