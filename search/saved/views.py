"""A person's saved searches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from frame.languages import reader_language
from search.engines import SearchUnavailable
from search.results.addresses import query_of, request_from
from search.results.facets import chips_of
from search.saved.forms import SavedSearchForm
from search.saved.matching import lasting, save_search
from search.saved.models import SavedSearch
from search.saved.naming import name_for


@login_required
@require_safe
def search_list(request: MemberRequest) -> HttpResponse:
    """All of a person's searches, the newest first."""
    searches = SavedSearch.objects.of(request.user).with_counts()
    rows = [(search, query_of(search.asked), chips_of(search.asked)) for search in searches]
    return render(request, "saved/search_list.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def search_create(request: MemberRequest) -> HttpResponse:
    """Save the search of this address under a name."""
    asked = lasting(request_from(request.GET, language=reader_language()))
    given = request.POST if request.method == "POST" else None
    name = {"name": name_for(asked)}
    form = SavedSearchForm(given, user=request.user, asked=asked, initial=name)
    if given is not None and form.is_valid():
        try:
            save_search(request.user, asked=asked, **form.cleaned_data)
        except SearchUnavailable:
            sentence = _("La recherche est indisponible : rien n'a été enregistré. Réessayez.")
            form.add_error(None, sentence)
        else:
            messages.success(request, _("Recherche enregistrée."))
            return redirect("saved:search-list")
    context = {"form": form, "chips": chips_of(asked), "asked": asked, "query": query_of(asked)}
    return render(request, "saved/search_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def search_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change name and rhythm."""
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    given = request.POST if request.method == "POST" else None
    form = SavedSearchForm(given, instance=search, user=request.user)
    if given is not None and form.is_valid():
        form.save()
        messages.success(request, _("Recherche modifiée."))
        return redirect("saved:search-list")
    asked = search.asked
    context = {"form": form, "chips": chips_of(asked), "asked": asked, "query": query_of(asked)}
    return render(request, "saved/search_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def search_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget a search and its matches."""
    get_object_or_404(SavedSearch.objects.of(request.user), pk=pk).delete()
    messages.success(request, _("Recherche supprimée."))
    return redirect("saved:search-list")
