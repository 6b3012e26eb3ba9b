# Each of these has to fail.
Feature: What a runner has to notice

  Scenario: a_row_too_few
    Given the modern graph
    And the traversal of
      """
      g.V().hasLabel("software").values("name")
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | lop |

  Scenario: another_order
    Given the modern graph
    And the traversal of
      """
      g.V().values("age").order()
      """
    When iterated to list
    Then the result should be ordered
      | result |
      | d[29].i |
      | d[27].i |
      | d[32].i |
      | d[35].i |

  Scenario: no_error
    Given the modern graph
    And the traversal of
      """
      g.V()
      """
    When iterated to list
    Then the traversal will raise an error

  Scenario: an_error_that_nobody_wants
    Given the modern graph
    And the traversal of
      """
      g.V().values("name").sum()
      """
    When iterated to list
    Then the result should have a count of 1

  Scenario: a_list_where_a_set_should_be
    Given the modern graph
    And the traversal of
      """
      g.V(1).values("name").fold()
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | s[marko] |

  Scenario: an_unknown_sentence
    Given the modern graph
    And the traversal of
      """
      g.V()
      """
    When iterated to list
    Then the result should be surprising

  Scenario: an_error_of_a_step_that_is_missing
    Given the modern graph
    And the traversal of
      """
      g.V().nobodysStep()
      """
    When iterated to list
    Then the traversal will raise an error

  Scenario: other_words_of_fail
    Given the modern graph
    And the traversal of
      """
      g.V().fail("no more")
      """
    When iterated to list
    Then the traversal will raise an error with message ending text of "no less"

  Scenario: blanks_that_are_missing
    Given the empty graph
    And the traversal of
      """
      g.inject(["a", "b"])
      """
    When iterated to list
    Then the result should be unordered
      | result |
      | l[a, b] |

  Scenario: a_branch_too_few
    Given the modern graph
    And the traversal of
      """
      g.V(1).out("created", "knows").tree().by("name")
      """
    When iterated next
    Then the result should be a tree with a structure of
      """
      |--marko
         |--lop
            |--josh
         |--vadas
      """
