package main

import (
	"encoding/gob"
	"os"
)

type vectorFile struct {
	Dim   int
	Words []uint32
	Count []int
	W     []float32
}

func (v *vectors) save(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(f).Encode(vectorFile{v.dim, v.words, v.count, v.w}); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func loadVectors(name string) (*vectors, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var g vectorFile
	if err := gob.NewDecoder(f).Decode(&g); err != nil {
		return nil, err
	}
	return &vectors{dim: g.Dim, words: g.Words, count: g.Count, w: g.W}, nil
}
