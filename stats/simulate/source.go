package simulate

import "math/rand/v2"

// source mixes a seed before PCG takes it: states that differ in the upper word
// alone share their lower words for ever, and the seeds of a simulation follow
// each other.
func source(seed, stream uint64) *rand.Rand {
	s := mix(seed + mix(stream))
	return rand.New(rand.NewPCG(s, mix(s)))
}

// mix is the finaliser of splitmix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
