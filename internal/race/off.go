//go:build !race

// Package race tells tests whether the race detector is on: it makes pools
// forget at random, so that counts of allocations mean nothing.
package race

// Enabled reports whether the program was built with the race detector.
const Enabled = false
