// Package hostile scores the hostility of a text: linear heads over hashed
// words and letter sequences, a lexicon read in context, and a small network
// that combines them.
package hostile
