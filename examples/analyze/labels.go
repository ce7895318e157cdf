package main

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// labels returns a short name for each file, the shortest end of its path that
// no other has: threads of several files must not be taken for one. A file that
// is named twice gets a number behind it.
func labels(files []string) []string {
	paths := make([][]string, len(files))
	for i, name := range files {
		paths[i] = strings.Split(filepath.ToSlash(filepath.Clean(name)), "/")
	}
	out := make([]string, len(files))
	seen := map[string]int{}
	for i, path := range paths {
		n := 1
		for n < len(path) && shared(paths, i, n) {
			n++
		}
		out[i] = strings.Join(path[len(path)-n:], "/")
		if seen[out[i]]++; seen[out[i]] > 1 {
			out[i] += "#" + strconv.Itoa(seen[out[i]])
		}
	}
	return out
}

// shared reports whether another path than paths[i] has the same last n parts.
func shared(paths [][]string, i, n int) bool {
	end := paths[i][len(paths[i])-n:]
	for _, p := range paths {
		if len(p) >= n && slices.Equal(p[len(p)-n:], end) && !slices.Equal(p, paths[i]) {
			return true
		}
	}
	return false
}
