package sniff_test

import (
	"fmt"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
)

func ExampleOpen() {
	s, err := sniff.Open(strings.NewReader(`{"id":"c1","author":"ada","body":"Is the bridge shut?","link_id":"t3_q","parent_id":"t3_q","created_utc":1394014360}
{"id":"c2","author":"tomas","body":"Since Monday.","link_id":"t3_q","parent_id":"t1_c1","created_utc":1394014420}
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	fmt.Println(s.Format)
	for c, err := range s.Comments() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s answers %q: %s\n", c.ID, c.Parent, c.Text)
	}
	// Output:
	// pushshift
	// c1 answers "": Is the bridge shut?
	// c2 answers "c1": Since Monday.
}
