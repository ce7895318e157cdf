// Package stats measures threads and the people in them.
//
// # Conventions
//
// Levels count from 1 at the comments that answer the article; the article
// itself, where a thread has it as a node of kind Post, is at level 0.
// Placeholders count wherever position counts.
//
// A figure that may be undefined is an [Estimate]: its Value is then NaN and
// its Reason says why. Undefined is never 0.
//
// In an [Interactions] matrix the row replies to the column.
//
// Tags come in as columns, slices of float64 with one element for each node
// and NaN where nothing is known, or as functions of a node. The package does
// not know how a comment was scored. A column of another length than the
// thread is a mistake of the program and panics; no input does.
//
// Seeds are arguments: with equal arguments every function returns equal bits.
// Nothing here starts a goroutine, and what does not change its receiver may be
// called from several at once.
package stats
