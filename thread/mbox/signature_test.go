package mbox

import "testing"

func TestUnsigned(t *testing.T) {
	for in, want := range map[string]string{
		"I agree.\n-- \nCid\ncid@example.org": "I agree.\n",
		"I agree.\n\n--\nCid":                 "I agree.\n\n",
		"First option\n--\nSecond option\n--\nThird option\n--\nFourth is best.":    "",
		"Pros\n--\nIt is cheap.\nIt is fast.":                                       "",
		"-- \nCid\n\nAnn wrote:\n> Three of them are bad.\n\nAnd the third is not.": "",
		"Top.\n\n-- \nAnn\n\nOn Mon, Ben wrote:\n> Why?":                            "",
		"Yes.\n\n--\nCid\n\nAnn wrote:\n> Is it?\n\nIt is.":                         "",
	} {
		if want == "" {
			want = in
		}
		if got := unsigned(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
