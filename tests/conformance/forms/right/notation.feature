Feature: Values of every sort

  Scenario: numbers_in_lists_keep_their_type
    Given the empty graph
    And using the parameter xx1 defined as "l[d[1].i,d[2].l,d[3.0].d]"
    And the traversal of
      """
      g.inject(xx1).unfold().is(P.typeOf(GType.LONG))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[2].l |

  Scenario: lists_in_lists
    Given the empty graph
    And using the parameter xx1 defined as "l[l[a,b],l[c],l[]]"
    And the traversal of
      """
      g.inject(xx1, [["a", "b"], ["c"], []])
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | l[l[a,b],l[c],l[]] |
      | l[l[a,b],l[c],l[]] |

  Scenario: lists_of_maps_and_sets
    Given the empty graph
    And using the parameter xx1 defined as "l[m[{\"a\":[\"d[1].i\",\"s[y,x]\"]}],s[null,d[1].i],{]"
    And the traversal of
      """
      g.inject(xx1)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | l[m[{"a":["d[1].i","s[x,y]"]}],s[d[1].i,null],{] |

  Scenario: blanks_in_lists_are_kept
    Given the empty graph
    And the traversal of
      """
      g.inject(["a ", " b", "", null, "c,d"])
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | l[a , b,,null,str[c,d]] |

  Scenario: brackets_typed_apart
    Given the empty graph
    And the traversal of
      """
      g.inject([1, 2])
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | l[d[1].i, d[2].i] |

  Scenario: signs_in_a_cell
    Given the empty graph
    And the traversal of
      """
      g.inject('a|b', 'a\\b', 'a\\\\b', '"q"', '-')
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | a\|b |
      | a\\b |
      | a\\\\b |
      | "q" |
      | - |

  Scenario: numbers_without_end
    Given the empty graph
    And the traversal of
      """
      g.inject(NaN, Infinity, -Infinity, 1.0)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[NaN] |
      | d[Infinity] |
      | d[-Infinity] |
      | d[1.0].d |

  Scenario: numbers_of_any_size
    Given the empty graph
    And the traversal of
      """
      g.inject(12345678901234567890n, 9223372036854775807, 0.1m, 1b, 2s, 0.4f)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[12345678901234567890].n |
      | d[9223372036854775807].l |
      | d[0.1].m |
      | d[1].b |
      | d[2].s |
      | d[0.4].f |

  Scenario: dates_of_any_zone
    Given the empty graph
    And using the parameter xx1 defined as "dt[2023-08-02T03:00:00-07:00]"
    And the traversal of
      """
      g.inject(xx1, datetime("2023-08-02T12:00:00+02:00"))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | dt[2023-08-02T10:00:00Z] |
      | dt[2023-08-02T10:00:00Z] |

  Scenario: keys_of_any_sort
    Given the modern graph
    And using the parameter vid1 defined as "v[marko].id"
    And using the parameter xx1 defined as "m[{\"D[OUT]\":\"d[1].i\",\"l[a,b]\":null,\"d[1].i\":true}]"
    And the traversal of
      """
      g.V(vid1).union(__.groupCount(), __.elementMap("name"), __.constant(xx1))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | m[{"v[marko]":"d[1].l"}] |
      | m[{"t[id]":"d[1].i","t[label]":"person","name":"marko"}] |
      | m[{"D[OUT]":"d[1].i","l[a,b]":null,"d[1].i":true}] |

  Scenario: the_next_list
    Given the modern graph
    And the traversal of
      """
      g.V().values("age").fold()
      """
    When iterated next
    Then the result should be unordered
      | result |
      | d[27].i |
      | d[29].i |
      | d[32].i |
      | d[35].i |

  Scenario: the_next_list_as_a_whole
    Given the modern graph
    And the traversal of
      """
      g.V(1).values("name").fold()
      """
    When iterated next
    Then the result should be unordered
      | result |
      | l[marko] |

  Scenario: the_next_path
    Given the modern graph
    And the traversal of
      """
      g.V(1).out("created").path().by("name")
      """
    When iterated next
    Then the result should be ordered
      | result |
      | marko |
      | lop |

  Scenario: a_count_of_the_next
    Given the modern graph
    And the traversal of
      """
      g.V().groupCount().by(T.label)
      """
    When iterated next
    Then the result should have a count of 2

  Scenario: the_next_of_nothing
    Given the modern graph
    And the traversal of
      """
      g.V().has("name", "nobody")
      """
    When iterated next
    Then the traversal will raise an error

  Scenario: an_error_that_starts
    Given the modern graph
    And the traversal of
      """
      g.V().fail("no more of it")
      """
    When iterated to list
    Then the traversal will raise an error with message starting text of "no more"

  Scenario: an_error_that_ends
    Given the modern graph
    And the traversal of
      """
      g.V().fail("no more of it")
      """
    When iterated to list
    Then the traversal will raise an error with message ending text of "of it"

  Scenario: words_that_write_inside_of_a_text
    Given the empty graph
    And the traversal of
      """
      g.inject("x.drop() property(y) call(z)").length()
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[28].i |

  Scenario: a_service_of_the_graph
    Given the modern graph
    And the traversal of
      """
      g.V().call("tinker.degree.centrality")
      """
    When iterated to list
    Then the result should have a count of 6

  Scenario: a_traversal_that_must_not_write
    Given the modern graph
    And the traversal of
      """
      g.withStrategies(ReadOnlyStrategy).addV("x")
      """
    When iterated to list
    Then the traversal will raise an error with message containing text of "not read only"

  Scenario: a_lambda
    Given the modern graph
    And using the parameter l1 defined as "c[it.get()]"
    And the traversal of
      """
      g.V().map(l1)
      """
    When iterated to list
    Then the result should have a count of 6

  Scenario: edges_and_their_ids_as_texts
    Given the modern graph
    And using the parameter eid1 defined as "e[marko-created->lop].sid"
    And using the parameter xx1 defined as "e[marko-created->lop].sid"
    And the traversal of
      """
      g.E(eid1).union(__.identity(), __.inV().map(__.constant(xx1)))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | e[marko-created->lop] |
      | 9 |

  Scenario: properties_of_properties
    Given the crew graph
    And the traversal of
      """
      g.V().has("name", "marko").properties("location").has("startTime", 2005)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | vp[marko-location->santa fe] |

  Scenario: a_loop
    Given the sink graph
    And the traversal of
      """
      g.V().has("name", "loop").outE()
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | e[loop-self->loop] |

  Scenario: parameters_anywhere
    Given the modern graph
    And using the parameter v1 defined as "v[marko]"
    And using the parameter xx1 defined as "knows"
    And using the parameter xx2 defined as "name"
    And using the parameter xx3 defined as "l[josh,peter]"
    And using the parameter xx4 defined as "d[1].l"
    And using the parameter xx5 defined as "x"
    And using the parameter xx6 defined as "d[30].i"
    And using the parameter xx7 defined as "s[a]"
    And the traversal of
      """
      g.V(v1).out(xx1).has(xx2, P.within(xx3)).limit(xx4).as(xx5).
        choose(__.values("age").is(P.gt(xx6)), __.constant(xx7), __.constant(null)).select(xx5).values(xx2)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | josh |

  Scenario: a_side_effect_that_grows
    Given the modern graph
    And using the side effect a defined as "l[d[10].i]"
    And the traversal of
      """
      g.V().values("age").aggregate("a").cap("a").unfold().sum()
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[133].i |

  Scenario: a_side_effect_as_a_set
    Given the modern graph
    And using the side effect a defined as "s[x,y]"
    And the traversal of
      """
      g.V(1).select("a").unfold()
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | x |
      | y |
