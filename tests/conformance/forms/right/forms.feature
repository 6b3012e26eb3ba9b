# A remark in front.
@StepClassFilter
Feature: Forms of the documentation for providers

  # remarks between scenarios
  Scenario: numbers_of_each_type
    Given the modern graph
    And using the parameter xx1 defined as "d[29].i"
    And using the parameter xx2 defined as "d[0.4].f"
    And the traversal of
      """
      g.V().has("age", xx1).values("name")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | marko |

  Scenario: a_predicate_as_a_parameter
    Given the modern graph
    And using the parameter xx1 of P.gt("d[30].i")
    And the traversal of
      """
      g.V().values("age").is(xx1)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[32].i |
      | d[35].i |

  Scenario: a_predicate_of_several_as_a_parameter
    Given the modern graph
    And using the parameter xx1 of P.within("l[d[29].i,d[35].i]")
    And the traversal of
      """
      g.V().has("age", xx1).values("name")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | marko |
      | peter |

  Scenario: a_predicate_of_two
    Given the modern graph
    And using the parameter xx1 of P.between("l[d[29].i,d[35].i]")
    And the traversal of
      """
      g.V().has("age", xx1).values("name")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | marko |
      | josh |

  Scenario: a_text_predicate_as_a_parameter
    Given the modern graph
    And using the parameter xx1 of P.startingWith("m")
    And the traversal of
      """
      g.V().has("name", xx1)
      """
    When iterated to list
    Then the result should have a count of 1
    And the graph should return 1 for count of "g.V().has(\"name\",\"marko\")"

  Scenario: a_side_effect
    Given the modern graph
    And using the side effect a defined as "l[marko,josh]"
    And the traversal of
      """
      g.V().values("name").where(P.within("a"))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | marko |
      | josh |

  Scenario: elements_and_ids
    Given the modern graph
    And using the parameter vid1 defined as "v[marko].id"
    And using the parameter v2 defined as "v[vadas]"
    And using the parameter eid defined as "e[marko-knows->vadas].id"
    And using the parameter sid defined as "v[josh].sid"
    And the traversal of
      """
      g.V(vid1, v2, sid).union(__.id(), __.outE().hasId(eid))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[1].i |
      | d[2].i |
      | d[4].i |
      | e[marko-knows->vadas] |

  Scenario: an_error
    Given the modern graph
    And the traversal of
      """
      g.V().values("name").sum()
      """
    When iterated to list
    Then the traversal will raise an error

  Scenario: an_error_with_a_message
    Given the modern graph
    And the traversal of
      """
      g.V().fail("no more")
      """
    When iterated next
    Then the traversal will raise an error with message containing text of "no more"

  Scenario: maps_lists_sets_paths
    Given the modern graph
    And the traversal of
      """
      g.V().has("name","marko").out("knows").
        path().by("name").
        union(__.identity(), __.map(__.constant(1).fold()), __.constant(["a": [1, 2]]))
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | p[marko,vadas] |
      | p[marko,josh] |
      | l[d[1].i] |
      | l[d[1].i] |
      | m[{"a":["d[1].i","d[2].i"]}] |
      | m[{"a":["d[1].i","d[2].i"]}] |

  Scenario: next_of_a_map
    Given the modern graph
    And the traversal of
      """
      g.V().groupCount().by(T.label)
      """
    When iterated next
    Then the result should be unordered
      | result |
      | m[{"person":"d[4].l"}] |
      | m[{"software":"d[2].l"}] |

  Scenario: any_of
    Given the modern graph
    And the traversal of
      """
      g.V().sample(2)
      """
    When iterated to list
    Then the result should be of
      | result |
      | v[marko] |
      | v[vadas] |
      | v[lop] |
      | v[josh] |
      | v[ripple] |
      | v[peter] |
    And the result should have a count of 2

  Scenario: nothing
    Given the empty graph
    And the traversal of
      """
      g.V()
      """
    When iterated to list
    Then the result should be empty

  Scenario: escapes
    Given the empty graph
    And using the parameter xx1 defined as "a|b"
    And using the parameter xx2 defined as "say \"hi\""
    And the traversal of
      """
      g.inject(xx1, xx2, "", "d[1]", null, " x ")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | a\|b |
      | say "hi" |
      | str[] |
      | str[d[1]] |
      | null |
      | str[ x ] |

  Scenario: dates_and_words
    Given the empty graph
    And using the parameter xx1 defined as "dt[2023-08-02T00:00:00Z]"
    And using the parameter xx2 defined as "t[id]"
    And using the parameter xx3 defined as "D[OUT]"
    And using the parameter xx4 defined as "s[a,b]"
    And using the parameter xx5 defined as "m[{\"name\": \"x\", \"t[id]\": \"d[1].i\"}]"
    And using the parameter xx6 defined as "uuid[f47af10b-58cc-4372-a567-0f02b2f3d479]"
    And using the parameter xx7 defined as "true"
    And using the parameter xx8 defined as "d[NaN]"
    And using the parameter xx9 defined as "d[Infinity]"
    And the traversal of
      """
      g.inject(xx1, xx2, xx3, xx4, xx5, xx6, xx7, xx8, xx9)
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | dt[2023-08-02T00:00:00Z] |
      | t[id] |
      | D[OUT] |
      | s[b,a] |
      | m[{"name": "x", "t[id]": "d[1].i"}] |
      | uuid[f47af10b-58cc-4372-a567-0f02b2f3d479] |
      | true |
      | d[NaN] |
      | d[Infinity] |

  Scenario: floats
    Given the classic graph
    And the traversal of
      """
      g.E().values("weight").dedup().order()
      """
    When iterated to list
    Then the result should be ordered
      | result |
      | d[0.2].f |
      | d[0.4].f |
      | d[0.5].f |
      | d[1.0].f |

  Scenario: properties
    Given the modern graph
    And the traversal of
      """
      g.V(1).union(__.properties("name"), __.outE("knows").properties())
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | vp[marko-name->marko] |
      | p[marko-knows->vadas-weight->d[0.5].d] |
      | p[marko-knows->josh-weight->d[1.0].d] |

  Scenario: writing
    Given the empty graph
    And the graph initializer of
      """
      g.addV("person")
      """
    And the traversal of
      """
      g.V()
      """
    When iterated to list
    Then the result should have a count of 1

  Scenario: unsupported
    Given an unsupported test
    Then nothing should happen because
      """
      of reasons
      """

  @GraphComputerOnly
  Scenario: computer
    Given the modern graph
    And the traversal of
      """
      g.V().pageRank()
      """
    When iterated to list
    Then the result should have a count of 6

  @GraphComputerOnly
  Scenario: shortest
    Given the modern graph
    And the traversal of
      """
      g.V().shortestPath()
      """
    When iterated to list
    Then the result should have a count of 36

  Scenario: tree
    Given the modern graph
    And the traversal of
      """
      g.V(1).out().out().tree().by("name")
      """
    When iterated next
    Then the result should be a tree with a structure of
      """
      |--marko
         |--josh
            |--ripple
            |--lop
      """

  Scenario: subgraph
    Given the modern graph
    And the traversal of
      """
      g.V(1).outE("knows").subgraph("sg").cap("sg")
      """
    When iterated next
    Then the result should be a subgraph with the following
      | vertices |
      | v[marko] |
      | v[vadas] |
      | v[josh] |
    And the result should be a subgraph with the following
      | edges |
      | e[marko-knows->vadas] |
      | e[marko-knows->josh] |

  Scenario Outline: outline <name>
    Given the modern graph
    And the traversal of
      """
      g.V().has("name", "<name>").values("age")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | d[<age>].i |

    Examples:
      | name | age |
      | marko | 29 |
      | josh | 32 |
