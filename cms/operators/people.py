"""The people of Wagtail's admin, found by name, by address and by their company's name too."""

from django.db.models import Q, QuerySet
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.models import User
from cms.operators.models import Operator
from cms.taxonomies.folding import fold


def find_people(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Those whose name, address or company has the words of `text`, whatever case or accents.

    For staff, who may see every person and every operator, published or not.
    """
    words = fold(text).split()
    if not words:
        return people.none()
    named = [pk for pk, name in names_of(people) if has_words(name, words)]
    operators = [o.pk for o in Operator.objects.all() if has_words(" ".join(o.all_names), words)]
    wanted = Q(pk__in=named) | Q(memberships__operator__in=operators)
    return people.filter(pk__in=User.objects.filter(wanted).values("pk"))


def names_of(people: QuerySet[User]) -> list[tuple[int, str]]:
    """The key of each person with all that they go by."""
    rows = people.values_list("pk", "first_name", "last_name", "email")
    return [(pk, f"{first} {last} {email}") for pk, first, last, email in rows]


def has_words(name: str, words: list[str]) -> bool:
    """Whether each word begins, or lies inside, something of the name."""
    folded = fold(name)
    return all(word in folded for word in words)


class PeopleIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[User]:
        """Without those who have left: nothing but a number is known of them."""
        people: QuerySet[User] = super().get_base_queryset()
        return people.filter(closed_at=None)

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Search as above, where Wagtail would look into names and addresses letter by letter."""
        return find_people(queryset, self.search_query) if self.is_searching else queryset


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleIndexView
