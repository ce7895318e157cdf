// Package plaintext reads comment sections from pages of plain text: what a
// browser or an extractor leaves of a page when it prints it. It finds the
// section, rebuilds the displayed tree from indentation and numbering, and
// reports comments that are lost as placeholders.
package plaintext
